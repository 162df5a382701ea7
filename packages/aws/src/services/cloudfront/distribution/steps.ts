import type { Duration, SlabId } from "@orrery/kernel";
import type { HttpAnswer } from "../../../service/http.ts";
import type { EdgeFunction } from "../config.ts";
import type { DistributionEffect, OpenRequest } from "./declarations.ts";
import { ownAnswer } from "./own-answer.ts";

interface OfRequest {
  readonly open: OpenRequest;
  /** Under which it is kept; `null`: it is not. */
  readonly id: SlabId | null;
}

/** What is to be done next about a request, within the same event. */
export type Next =
  | ({ readonly do: "look" | "fetch" } & OfRequest)
  | ({ readonly do: "ask"; readonly fn: EdgeFunction } & OfRequest)
  | ({ readonly do: "send"; readonly late: Duration } & OfRequest)
  | ({
      readonly do: "settle";
      readonly answer: HttpAnswer;
      readonly isOrigins: boolean;
    } & OfRequest)
  | ({ readonly do: "respond" | "finish"; readonly answer: HttpAnswer } & OfRequest);

/** Effects, and what is to be done next, in this order. */
export type Steps = readonly (DistributionEffect | Next)[];

type Id = SlabId | null;

/** Looks for its object in the caches. */
export const look = (open: OpenRequest, id: Id): Steps => [{ do: "look", open, id }];
/** Fetches it from its origin. */
export const fetch = (open: OpenRequest, id: Id): Steps => [{ do: "fetch", open, id }];
/** Asks a function. */
export const askFunction = (open: OpenRequest, id: Id, fn: EdgeFunction): Steps => [
  { do: "ask", open, id, fn },
];
/** Asks its origin, so much later. */
export const send = (open: OpenRequest, id: Id, late: Duration): Steps => [
  { do: "send", open, id, late },
];
/** Keeps what came of an object, and answers all who wait for it. `isOrigins`: an origin said it. */
export const settle = (
  open: OpenRequest,
  id: Id,
  answer: HttpAnswer,
  isOrigins: boolean,
): Steps => [{ do: "settle", open, id, answer, isOrigins }];
/** Answers a viewer, past the page of an error and the function of responses. */
export const respond = (open: OpenRequest, id: Id, answer: HttpAnswer): Steps => [
  { do: "respond", open, id, answer },
];
/** Answers a viewer. */
export const finish = (open: OpenRequest, id: Id, answer: HttpAnswer): Steps => [
  { do: "finish", open, id, answer },
];
/** Answers with what CloudFront says by itself of a status. */
export const answerOwn = (open: OpenRequest, id: Id, status: number): Steps =>
  finish(open, id, ownAnswer(status));
