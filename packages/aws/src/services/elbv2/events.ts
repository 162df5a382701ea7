import type { Instant } from "@orrery/kernel";
import { seconds } from "@orrery/kernel";
import { noTrail } from "../../service/origin.ts";
import type { EventFacts, SampleEvents } from "../../service/sample-event.ts";
import { sizeInUtf8 } from "../../text/utf8.ts";
import { dnsNameOf, targetGroupArnOf } from "./arns.ts";
import { eventOf } from "./target-group/request-event.ts";

const requestEvent =
  (hasMultiValueHeaders: boolean) =>
  ({ name, body, attributes, epochMilliseconds, ...home }: EventFacts) =>
    eventOf(
      {
        type: "forwarded",
        http: {
          method: body === "" ? "GET" : "POST",
          path: "/",
          query: "key=hello",
          headers: {
            accept: "*/*",
            connection: "keep-alive",
            "content-type": "text/plain",
            "user-agent": "curl/7.54.0",
            ...Object.fromEntries(
              attributes.map((each) => [each.name.toLowerCase(), each.value] as const),
            ),
          },
        },
        text: { body, size: sizeInUtf8(body) },
        front: {
          balancer: 1,
          dnsName: dnsNameOf(name, home.region),
          port: 80,
          protocol: "HTTP",
          idleTimeout: seconds(60),
        },
        number: 1,
        trail: noTrail,
      },
      { arn: targetGroupArnOf(name, home), hasMultiValueHeaders, epochMilliseconds },
      0 as Instant,
    )!; // Its body is a text.

/** What functions get of load balancers. */
export const elbv2Events: SampleEvents = {
  request: requestEvent(false),
  multiValueRequest: requestEvent(true),
};
