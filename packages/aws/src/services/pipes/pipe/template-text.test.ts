import { expect, it } from "vitest";
import { rendered, unknownVariables } from "./template-text.ts";

const facts = {
  name: "pipe",
  arn: "arn:pipe",
  source: "arn:source",
  enrichment: "",
  target: "arn:target",
  ingestionTime: "2026-11-23T09:00:00Z",
};
const event = {
  messageId: "m",
  body: '{"a":{"b":[1,{"c":"say \\"hi\\""}]},"n":3}',
  data: btoa('{"x":true}'),
  text: "plain",
};
const make = (template: string) => rendered(template, event, facts);

it.each([
  ['{"v": <$.body.n>}', { v: 3 }],
  ['{"v": "<$.body.n>"}', { v: "3" }],
  ['{"v": <$.body.a>}', { v: { b: [1, { c: 'say "hi"' }] } }],
  ['{"v": "<$.body.a.b[1].c>"}', { v: 'say "hi"' }],
  ['{"v": <$.body.a.b[1].c>}', { v: 'say "hi"' }],
  ["{\"v\": <$.body['n']>}", { v: 3 }],
  ['{"v": <$.data.x>}', { v: true }],
  ['{"v": <$.messageId>, "w": "is <$.text>!"}', { v: "m", w: "is plain!" }],
  ['{"v": <$.nothing>, "w": "<$.body.nothing>"}', { v: "", w: "" }],
  ['{"v": "<$.body.a>"}', { v: '{"b":[1,{"c":"say \\"hi\\""}]}' }],
  ['["<$.text>", 1]', ["plain", 1]],
  ["order <$.body.n> of <$.text>", 'order 3 of "plain"'],
  ['"order <$.body.n>"', "order 3"],
  ['{"q": "\\"<$.text>\\""}', { q: '"plain"' }],
])("pipes.transformer.template: %s", (template, expected) => {
  expect(make(template)).toEqual(expected);
});

it("pipes.transformer.reserved: says the pipe, the event and when it was read", () => {
  expect(
    make(
      '{"p":<aws.pipes.pipe-name>,"a":"<aws.pipes.pipe-arn>","s":<aws.pipes.source-arn>,"e":<aws.pipes.enrichment-arn>,"t":<aws.pipes.target-arn>,"at":<aws.pipes.event.ingestion-time>}',
    ),
  ).toEqual({
    p: "pipe",
    a: "arn:pipe",
    s: "arn:source",
    e: "",
    t: "arn:target",
    at: "2026-11-23T09:00:00Z",
  });
  expect(make("<aws.pipes.event>")).toEqual(event);
  expect(make("<aws.pipes.event.json>")).toEqual({
    ...event,
    body: { a: { b: [1, { c: 'say "hi"' }] }, n: 3 },
    data: { x: true },
  });
  expect(unknownVariables("<aws.pipes.pipe-name> <aws.pipes.nothing>")).toEqual([
    "aws.pipes.nothing",
  ]);
});
