import { describe, expect, it } from "vitest";
import { membersLater, namesOf } from "./later.ts";

describe("an object whose members are made when they are asked for", () => {
  const made: string[] = [];
  const lengths = membersLater(["queue", "topic"], (name) => {
    made.push(name);
    return name.length;
  });

  it("makes none for a name", () => {
    expect([namesOf(lengths), "queue" in lengths, "bus" in lengths]).toEqual([
      ["queue", "topic"],
      true,
      false,
    ]);
    expect(made).toEqual([]);
  });

  it("makes each once, and none that it does not have", () => {
    expect([lengths["topic"], lengths["topic"], lengths["bus"]]).toEqual([5, 5, undefined]);
    expect([Object.hasOwn(lengths, "bus"), Object.hasOwn(lengths, "toString")]).toEqual([
      false,
      false,
    ]);
    expect(made).toEqual(["topic"]);
  });

  it("is as any other to whoever asks for all of it", () => {
    expect({ ...lengths }).toEqual({ queue: 5, topic: 5 });
    expect(JSON.stringify(lengths)).toBe('{"queue":5,"topic":5}');
    expect(made).toEqual(["topic", "queue"]);
  });
});
