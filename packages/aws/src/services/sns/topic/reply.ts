import type { Reply } from "@orrery/kernel";
import type { TopicReply } from "../protocol.ts";
import type { TopicContext } from "./declarations.ts";

/** Answers the request that is reacted to. */
export const reply = ({ request }: TopicContext, body: TopicReply): Reply<TopicReply> => ({
  type: "reply",
  to: request,
  body,
});
