import { expect, it } from "vitest";
import type { RequestId } from "./effect.ts";
import { answered, noPlace, Requests } from "./requests.ts";
import type { Instant } from "./time.ts";

function open(requests: Requests, tag = 0): RequestId {
  const place = requests.open(1, 2, 3, 4, 5);
  requests.setTag(place, tag);
  requests.setDeadline(place, 6 as Instant);
  return requests.idOf(place);
}

it("knows a request until it is closed, and never by the number of another", () => {
  const requests = new Requests();
  const [first, second] = [open(requests, 10), open(requests, 11)];
  expect(requests.at(requests.find(first))).toMatchObject({
    ...{ slot: 0, requester: 1, sender: 2, target: 3, port: 4, to: 5, tag: 10, deadline: 6 },
    stage: "asked",
  });
  requests.close(requests.find(first));
  expect(requests.find(first)).toBe(noPlace);
  const third = open(requests, 12);
  expect(third).not.toBe(first);
  expect(requests.find(first)).toBe(noPlace);
  expect([third, second].map((id) => requests.tagOf(requests.find(id)))).toEqual([12, 11]);
  expect(requests.list().map(({ tag }) => tag)).toEqual([12, 11]);
  expect([third, second].map((id) => requests.idOf(requests.find(id)))).toEqual([third, second]);
  expect([-1, 7].map((id) => requests.find(id as RequestId))).toEqual([noPlace, noPlace]);
});

it.each([
  [2 ** 27 - 3, true],
  [2 ** 27 - 2, false],
])(
  "gives a slot up once its generations are over: after %d it is used again: %s",
  (generation, isUsed) => {
    const requests = new Requests();
    requests.load({ generations: [generation], free: [0], open: [] });
    const last = open(requests);
    expect(requests.find(last)).toBe(0);
    expect(requests.at(0).generation).toBe(generation);
    requests.close(0);
    expect(requests.at(requests.find(open(requests))).slot).toBe(isUsed ? 0 : 1);
    expect(requests.find(last)).toBe(noPlace);
  },
);

it("keeps what is read of an answer, and who hears it, for as long as the request is open", () => {
  const requests = new Requests();
  const heard = () => undefined;
  const place = requests.open(-1, -1, 3, 0, 0);
  requests.setListener(place, heard);
  requests.setReader(place, 4, "words");
  requests.setStage(place, answered);
  const copy = new Requests();
  copy.copyFrom(requests);
  for (const each of [requests, copy]) {
    expect(each.at(place)).toMatchObject({ reader: 4, reading: "words", stage: "answered" });
    expect([each.listenerOf(place), each.hasListeners]).toEqual([heard, true]);
    each.close(place);
    expect(each.hasListeners).toBe(false);
    open(each);
    expect(each.at(place)).toMatchObject({ reader: -1, reading: null, stage: "asked" });
    expect(each.listenerOf(place)).toBeNull();
  }
});

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
    const fresh = new Requests();
    fresh.copyFrom(other);
    other.close(other.find(0 as RequestId));
    expect(one.list()).toHaveLength(theirs);
    // What it used before and the other never did begins like new.
    for (let nth = 0; nth < 4; nth += 1) expect(open(one, 30)).toBe(open(fresh, 30));
    expect(other.list()).toHaveLength(theirs - 1);
  }
});

it("is the same once it is saved and loaded, as JSON", () => {
  const requests = new Requests();
  const ids = [open(requests, 1), open(requests, 2), open(requests, 3)];
  requests.close(requests.find(ids[1]!));
  const saved = JSON.parse(JSON.stringify(requests.save())) as ReturnType<Requests["save"]>;
  const loaded = new Requests();
  loaded.load(saved);
  expect(loaded.save()).toEqual(saved);
  expect(ids.map((id) => loaded.find(id) !== noPlace)).toEqual([true, false, true]);
  expect(loaded.list().map(({ tag }) => tag)).toEqual([1, 3]);
  expect(open(loaded)).toBe(open(requests));
});
