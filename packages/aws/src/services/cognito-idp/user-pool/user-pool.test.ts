import { days, hours, minutes, seconds } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { objectOf } from "../../../request/params.ts";
import { wait } from "../../../service/script.ts";
import { claimsIn, password, PoolAccount, tokenIn } from "../test/pool-account.ts";

describe("signing up", () => {
  it("works", () => {
    const account = new PoolAccount();
    console.log(JSON.stringify(account.signUp()));
    account.app("ConfirmSignUp", { Username: "ann", ConfirmationCode: "123456" });
    const r = account.signIn();
    console.log(JSON.stringify(claimsIn(r)), JSON.stringify(claimsIn(r,"AccessToken")));
    console.log(account.refusal(() => account.signIn("bob")), account.refusal(() => account.signIn("ann", "x")));
    console.log(JSON.stringify(account.admin("AdminGetUser", {Username:"ann"})));
  });
});
