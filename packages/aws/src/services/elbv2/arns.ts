import type { Home } from "../../service/caller.ts";
import { hexadecimalOf } from "../../text/hexadecimal.ts";

/** 16 hexadecimal digits that follow from a text: others for each text, nearly always. */
function idOf(text: string): string {
  let one = 0x811c9dc5;
  let other = 0x9e3779b1;
  for (let place = 0; place < text.length; place += 1) {
    const code = text.charCodeAt(place);
    one = Math.imul(one ^ code, 0x01000193);
    other = Math.imul(other ^ code, 0x85ebca6b) + place;
  }
  return hexadecimalOf(one ^ (other >>> 13), other ^ (one >>> 16), 0, 0).slice(0, 16);
}

const prefixOf = ({ partition, region, accountId }: Home): string =>
  `arn:${partition}:elasticloadbalancing:${region}:${accountId}`;

/** The ARN of an Application Load Balancer: AWS's ends in a number of chance, ours in one of its name. */
export const loadBalancerArnOf = (name: string, home: Home): string =>
  `${prefixOf(home)}:loadbalancer/app/${name}/${idOf(`load balancer ${name}`)}`;

/** The ARN of a target group, likewise. */
export const targetGroupArnOf = (name: string, home: Home): string =>
  `${prefixOf(home)}:targetgroup/${name}/${idOf(`target group ${name}`)}`;

/** The ARN of a listener. */
export const listenerArnOf = (loadBalancerArn: string, port: number): string =>
  `${loadBalancerArn.replace(":loadbalancer/", ":listener/")}/${idOf(`${loadBalancerArn} ${port}`)}`;

/** The ARN of a rule that is made with some priority; `made`: which of that name it is, from 0. */
export const ruleArnOf = (listenerArn: string, priority: string, made = 0): string =>
  `${listenerArn.replace(":listener/", ":listener-rule/")}/${idOf(`${listenerArn} ${priority} ${made}`)}`;

/** What is behind the account in an ARN, as metrics have it: `app/web/50dc6c495c0c9188`. */
export const fullNameOf = (arn: string): string => arn.replace(/^.*:(?:loadbalancer\/)?/, "");

/** The name in the ARN of a load balancer, or of a listener or rule of it; `undefined`: it is none. */
export const balancerNameIn = (arn: string): string | undefined =>
  /:(?:loadbalancer|listener|listener-rule)\/app\/([^/]+)\//.exec(arn)?.[1];

/** The name in the ARN of a target group; `undefined`: it is none. */
export const groupNameIn = (arn: string): string | undefined =>
  /:targetgroup\/([^/]+)\/[^/]+$/.exec(arn)?.[1];

/** The name of a load balancer in DNS. */
export const dnsNameOf = (name: string, region: string, urlSuffix = "amazonaws.com"): string =>
  `${name}-${Number.parseInt(idOf(`dns ${name}`).slice(0, 7), 16)}.${region}.elb.${urlSuffix}`;
