import fc from "fast-check";
import { expect, it } from "vitest";
import type { PlainObject } from "../../../service/refusal.ts";
import { S3Account } from "../test/s3-account.ts";

const Bucket = "uploads";
const names = ["a", "a/b", "a/b/c", "a-b", "b", "ä", "\u{1F600}", "", "z/"];

type Step =
  | { readonly do: "put"; readonly key: string; readonly body: string }
  | { readonly do: "copy"; readonly from: string; readonly key: string }
  | { readonly do: "delete"; readonly key: string; readonly version: number | null }
  | { readonly do: "list"; readonly prefix: string; readonly after: string; readonly most: number };

const key = fc.constantFrom(...names.filter((name) => name !== ""));
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant("put" as const), key, body: fc.string({ maxLength: 3 }) }),
  fc.record({ do: fc.constant("copy" as const), from: key, key }),
  fc.record({
    do: fc.constant("delete" as const),
    key,
    version: fc.option(fc.nat(4)),
  }),
  fc.record({
    do: fc.constant("list" as const),
    prefix: fc.constantFrom("", "a", "a/", "b"),
    after: fc.constantFrom(...names),
    most: fc.integer({ min: 1, max: 4 }),
  }),
);

/** A version in the model; `null`: a delete marker. */
type Held = { readonly id: string; readonly body: string | null };

/** What a bucket must be like: of each key its versions, the latest last. */
class Model {
  readonly held = new Map<string, Held[]>();

  bodyOf(key: string): string | null {
    return this.held.get(key)?.at(-1)?.body ?? null;
  }

  keys(): readonly string[] {
    const utf8 = (text: string) => Buffer.from(text).toString("hex");
    const there = [...this.held.keys()].filter((each) => this.bodyOf(each) !== null);
    return there.sort((one, other) => (utf8(one) < utf8(other) ? -1 : 1));
  }

  write(key: string, version: Held, isVersioned: boolean): void {
    this.held.set(key, isVersioned ? [...(this.held.get(key) ?? []), version] : [version]);
  }
}

/** Takes the steps in both, and says where they differ first; `null`: nowhere. */
function differenceOf(account: S3Account, steps: readonly Step[], isVersioned: boolean) {
  account.bucket();
  if (isVersioned) {
    account.call("PutBucketVersioning", {
      Bucket,
      VersioningConfiguration: { Status: "Enabled" },
    });
  }
  const model = new Model();
  const idIn = ({ VersionId = "" }: PlainObject) => VersionId as string;
  for (const [place, each] of steps.entries()) {
    const where = `step ${place}: ${JSON.stringify(each)}`;
    if (each.do === "put") {
      const id = idIn(account.put(each.key, each.body));
      model.write(each.key, { id, body: each.body }, isVersioned);
    } else if (each.do === "copy") {
      const body = model.bodyOf(each.from);
      const CopySource = `${Bucket}/${encodeURIComponent(each.from)}`;
      const MetadataDirective = "REPLACE";
      const params = { Bucket, Key: each.key, CopySource, MetadataDirective };
      if (body === null) {
        if (account.code("CopyObject", params) !== "NoSuchKey") return where;
      } else {
        const id = idIn(account.call("CopyObject", params));
        model.write(each.key, { id, body }, isVersioned);
      }
    } else if (each.do === "delete") {
      const versions = model.held.get(each.key) ?? [];
      const version = each.version === null ? undefined : versions[each.version];
      const named = isVersioned && version !== undefined;
      const params = { Bucket, Key: each.key, ...(named ? { VersionId: version.id } : {}) };
      const id = idIn(account.call("DeleteObject", params));
      if (named) {
        const rest = versions.filter((other) => other !== version);
        model.held.set(each.key, rest);
      } else if (isVersioned) model.write(each.key, { id, body: null }, true);
      else model.held.delete(each.key);
    } else {
      const { prefix: Prefix, after: StartAfter, most: MaxKeys } = each;
      const keys = account.keys({ Prefix, StartAfter, MaxKeys });
      const utf8 = (text: string) => Buffer.from(text).toString("hex");
      const all = model.keys().filter((one) => one.startsWith(Prefix));
      const after = all.filter((one) => utf8(one) > utf8(StartAfter));
      if (JSON.stringify(keys) !== JSON.stringify(after.slice(0, MaxKeys))) return where;
    }
    if (JSON.stringify(account.keys()) !== JSON.stringify(model.keys())) return where;
    for (const one of model.keys()) {
      const body = Buffer.from(account.get(one), "latin1").toString();
      if (body !== model.bodyOf(one)) return where;
    }
  }
  return null;
}

it.each([false, true])("is a map from keys to objects, with versions: %s", (isVersioned) => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      expect(differenceOf(new S3Account(), steps, isVersioned)).toBe(null);
    }),
    { numRuns: 60, seed: 15 },
  );
});

/** Lists begin at the key that they are to begin behind. */
class Inclusive extends S3Account {
  override call(operation: string, params: Record<string, unknown>): PlainObject {
    const { StartAfter, ...others } = params;
    if (operation !== "ListObjectsV2" || typeof StartAfter !== "string" || StartAfter === "") {
      return super.call(operation, params);
    }
    const before = `${StartAfter.slice(0, -1)}${String.fromCodePoint(StartAfter.codePointAt(StartAfter.length - 1)! - 1)}`;
    return super.call(operation, { ...others, StartAfter: before });
  }
}

/** What is deleted stays where a version is named. */
class Undying extends S3Account {
  override call(operation: string, params: Record<string, unknown>): PlainObject {
    const isOfVersion = operation === "DeleteObject" && params["VersionId"] !== undefined;
    return isOfVersion ? {} : super.call(operation, params);
  }
}

it.each([
  ["lists", Inclusive, false],
  ["versions", Undying, true],
] as const)("would be found out if its %s were wrong", (_what, Defective, isVersioned) => {
  const isRight = fc.property(
    fc.array(step, { maxLength: 25 }),
    (steps) => differenceOf(new Defective(), steps, isVersioned) === null,
  );
  expect(fc.check(isRight, { numRuns: 60, seed: 15 }).failed).toBe(true);
});
