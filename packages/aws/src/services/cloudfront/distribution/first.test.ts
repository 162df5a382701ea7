import { expect, it } from "vitest";
import { EdgeAccount } from "../test/edge-account.ts";
it("works", () => {
  const account = new EdgeAccount();
  const a = account.ask();
  expect(a).toMatchObject({ status: 200, body: "{}" });
  expect(account.cache()).toBe("Hit");
  expect(account.asked()).toBe(1);
  expect(a.took).toBe(13_000);
});
