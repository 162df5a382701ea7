import { expect, it } from "vitest";
import type { RequestId } from "./machine.ts";
import { Requests } from "./requests.ts";
import type { Instant } from "./time.ts";

const open = (requests: Requests, tag = 0): RequestId =>
  requests.open(1, 2, 3, 4, 5, tag, 6 as Instant, null);

it("knows a request until it is closed, and never by the number of another", () => {
  const requests = new Requests();
  const [first, second] = [open(requests, 10), open(requests, 11)];
  expect(requests.get(first)).toMatchObject({
    ...{ slot: 0, requester: 1, sender: 2, target: 3, port: 4, to: 5, tag: 10, deadline: 6 },
    stage: "asked",
  });
  requests.close(requests.get(first)!);
  expect(requests.get(first)).toBeNull();
  const third = open(requests, 12);
  expect(third).not.toBe(first);
  expect([requests.get(first), requests.get(third)!.tag, requests.get(second)!.tag]).toEqual([
    ...[null, 12, 11],
  ]);
  expect(requests.list().map(({ tag }) => tag)).toEqual([12, 11]);
  expect(requests.list().map((request) => requests.idOf(request))).toEqual([third, second]);
  expect([requests.get(-1 as RequestId), requests.get(7 as RequestId)]).toEqual([null, null]);
});

it.each([
  [2 ** 27 - 3, true],
  [2 ** 27 - 2, false],
])(
  "gives a slot up once its generations are over: after %d it is used again: %s",
  (generation, isUsed) => {
    const requests = new Requests();
    const record = requests.get(open(requests))!;
    record.generation = generation;
    const last = requests.idOf(record);
    expect(requests.get(last)).toBe(record);
    requests.close(record);
    expect(requests.get(open(requests))!.slot).toBe(isUsed ? 0 : 1);
    expect(requests.get(last)).toBeNull();
  },
);

it("becomes the same as another, whichever has more, and shares nothing with it", () => {
  for (const [ours, theirs] of [
    [1, 3],
    [3, 1],
    [0, 2],
  ] as const) {
    const [one, other] = [new Requests(), new Requests()];
    for (let nth = 0; nth < ours; nth += 1) open(one, nth);
    for (let nth = 0; nth < theirs; nth += 1) open(other, 20 + nth);
    one.copyFrom(other);
    expect(one.save()).toEqual(other.save());
    other.close(other.list()[0]!);
    expect(one.list()).toHaveLength(theirs);
    open(one, 30);
    expect(other.list()).toHaveLength(theirs - 1);
  }
});

it("is the same once it is saved and loaded, as JSON", () => {
  const requests = new Requests();
  const ids = [open(requests, 1), open(requests, 2), open(requests, 3)];
  requests.close(requests.get(ids[1]!)!);
  const saved = JSON.parse(JSON.stringify(requests.save())) as ReturnType<Requests["save"]>;
  const loaded = new Requests();
  loaded.load(saved);
  expect(loaded.save()).toEqual(saved);
  expect(ids.map((id) => loaded.get(id)?.tag)).toEqual([1, undefined, 3]);
  expect(open(loaded)).toBe(open(requests));
});
