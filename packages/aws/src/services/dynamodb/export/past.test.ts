import { seconds, minutes } from "@orrery/kernel";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { PlainObject } from "../../../service/refusal.ts";
import { openWithBucket } from "../test/bucket-client.ts";

const startsAt = Date.parse("2026-11-01T00:00:00Z") / 1_000;
const TableArn = "arn:aws:dynamodb:us-east-1:123456789012:table/Orders";

type World = ReadonlyMap<string, number>;

/** A write of one of few items: a number that is put, or 0 for a delete; then some time. */
const step = fc.record({
  id: fc.constantFrom("a", "b", "c", "d"),
  n: fc.nat(3),
  wait: fc.constantFrom(0, 0, 1, 400),
});

const sorted = (world: World) => [...world].sort(([one], [other]) => (one < other ? -1 : 1));

/** Writes what is said, and remembers what the table had at each second. */
function written(
  steps: readonly { readonly id: string; readonly n: number; readonly wait: number }[],
) {
  const account = openWithBucket();
  account.table();
  account.call("UpdateContinuousBackups", {
    TableName: "Orders",
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  });
  account.wait(seconds(1));
  const worlds: { readonly at: number; readonly world: World }[] = [{ at: -1, world: new Map() }];
  let world: World = new Map();
  for (const { id, n, wait } of steps) {
    const Key = { id: { S: id } };
    // Whoever calls from outside is at the table at once.
    const at = account.simulation.now / 1e6;
    if (n === 0) account.call("DeleteItem", { TableName: "Orders", Key });
    else account.put({ ...Key, n: { N: `${n}` } });
    const next = new Map(world);
    if (n === 0) next.delete(id);
    else next.set(id, n);
    world = next;
    worlds.push({ at, world });
    account.wait(seconds(wait));
  }
  account.wait(minutes(16));
  const linesOf = (more: PlainObject) => {
    const begun = account.call("ExportTableToPointInTime", {
      TableArn,
      S3Bucket: "data",
      S3Prefix: "out",
      ...more,
    })["ExportDescription"] as PlainObject;
    account.wait(minutes(6));
    const { ExportManifest } = account.call("DescribeExport", { ExportArn: begun["ExportArn"]! })[
      "ExportDescription"
    ] as { readonly ExportManifest: string };
    return account
      .textIn(ExportManifest.replace("summary", "files"))
      .trim()
      .split("\n")
      .flatMap((line) => {
        const { dataFileS3Key } = JSON.parse(line) as { readonly dataFileS3Key: string };
        return account.linesIn(dataFileS3Key) as unknown as readonly Readonly<
          Record<string, Readonly<Record<string, { readonly S: string; readonly N: string }>>>
        >[];
      });
  };
  return {
    end: Math.floor(account.simulation.now / 1e6),
    linesOf,
    /** What it had before an instant, or with what was written at it. */
    at: (time: number, isIncluded: boolean) =>
      worlds.filter(({ at }) => (isIncluded ? at <= time : at < time)).at(-1)!.world,
  };
}

it("dynamodb.export.full: has what the table had, whatever was written before and after", () => {
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 1, maxLength: 12 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (steps, share) => {
        const { end, linesOf, at } = written(steps);
        const time = Math.floor(share * end);
        const lines = linesOf({ ExportTime: startsAt + time });
        const found = new Map(lines.map(({ Item }) => [Item!["id"]!.S, Number(Item!["n"]!.N)]));
        expect(lines.length).toBe(found.size);
        expect(sorted(found)).toEqual(sorted(at(time, true)));
      },
    ),
    { numRuns: 40, seed: 7 },
  );
});

it("dynamodb.export.incremental: turns what the table had at its beginning into what it had at its end", () => {
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 1, maxLength: 12 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (steps, share) => {
        const { end, linesOf, at } = written(steps);
        const from = Math.floor(share * (end - 900));
        const to = from + 900;
        const lines = linesOf({
          ExportType: "INCREMENTAL_EXPORT",
          IncrementalExportSpecification: {
            ExportFromTime: startsAt + from,
            ExportToTime: startsAt + to,
          },
        });
        const world = new Map(at(from, false));
        for (const { Keys, OldImage, NewImage } of lines) {
          const id = Keys!["id"]!.S;
          expect(OldImage === undefined ? undefined : Number(OldImage["n"]!.N)).toBe(world.get(id));
          if (NewImage === undefined) world.delete(id);
          else world.set(id, Number(NewImage["n"]!.N));
        }
        expect(sorted(world)).toEqual(sorted(at(to, false)));
      },
    ),
    { numRuns: 40, seed: 7 },
  );
});
