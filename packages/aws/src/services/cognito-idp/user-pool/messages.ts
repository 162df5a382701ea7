import { base64Of } from "@orrery/kernel";
import { isObject, memberOf, objectOf, textOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { utf8Of } from "../../../text/utf8.ts";
import { metrics, type PoolContext } from "./declarations.ts";
import { answering, asking, type Going, type Next, type Part } from "./next.ts";
import { invalidLambdaOutput } from "./trigger-outcome.ts";
import type { Question, User } from "./state.ts";
import { shownAttributes } from "./users.ts";

/** Where a code goes to. */
export interface Delivery {
  readonly attribute: "email" | "phone_number";
  readonly details: PlainObject;
}

const veiled = (text: string): string => `${text.slice(0, 1)}***`;

/** The first of the attributes that a user has; `null`: there is none to send to. */
export function deliveryTo(user: User, attributes: readonly string[]): Delivery | null {
  const attribute = attributes.find((name) => user.attributes[name] !== undefined);
  if (attribute !== "email" && attribute !== "phone_number") return null;
  const value = user.attributes[attribute]!; // It has it.
  const [name = "", domain = ""] = value.split("@");
  return {
    attribute,
    details: {
      Destination:
        attribute === "email" ? `${veiled(name)}@${veiled(domain)}` : `+*******${value.slice(-4)}`,
      DeliveryMedium: attribute === "email" ? "EMAIL" : "SMS",
      AttributeName: attribute,
    },
  };
}

const codeParameter = "{####}";

/**
 * Asks what a message is to say, before it is sent; a sender of the pool's own is given the code in its place. Then the
 * operation is done with `answer`.
 */
export function beginMessage(
  going: Going,
  user: User,
  what: string,
  { attribute }: Delivery,
  answer: PlainObject,
  { settings }: PoolContext,
): Next {
  const metadata = going.params["ClientMetadata"];
  const more = isObject(metadata) ? { clientMetadata: metadata } : {};
  const trigger = attribute === "email" ? "CustomEmailSender" : "CustomSMSSender";
  if (settings.triggers[trigger] !== undefined) {
    const question: Question = {
      step: "sender",
      trigger,
      source: `${trigger}_${what}`,
      request: {
        type: attribute === "email" ? "customEmailSenderRequestV1" : "customSMSSenderRequestV1",
        code: base64Of(utf8Of(settings.code)),
        userAttributes: shownAttributes(user),
        ...more,
      },
      response: {},
    };
    return asking(question, { answer }, user.name);
  }
  const question: Question = {
    step: "message",
    trigger: "CustomMessage",
    source: `CustomMessage_${what}`,
    request: {
      userAttributes: shownAttributes(user),
      codeParameter,
      linkParameter: "{##Click Here##}",
      usernameParameter: what === "AdminCreateUser" ? "{username}" : null,
      ...more,
    },
    response: { smsMessage: null, emailMessage: null, emailSubject: null },
  };
  return asking(question, { answer, attribute }, user.name);
}

/** The message is sent. One of its own must have the code. */
export const afterMessage: Part = (_pool, { facts }, response, context) => {
  const { attribute, answer } = facts;
  const text = textOf(memberOf(response, attribute === "email" ? "emailMessage" : "smsMessage"));
  if (text !== undefined && !text.includes(codeParameter) && !text.includes("{##")) {
    return invalidLambdaOutput;
  }
  context.observe(metrics.MessagesSent, 1);
  return answering(objectOf(answer));
};

/** The pool's own sender has the code. */
export const afterSender: Part = (_pool, { facts }) => answering(objectOf(facts["answer"]));
