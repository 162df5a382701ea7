import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { accountRecordOf, changeAccount } from "./account-record.ts";
import { pageOf } from "./page.ts";
import {
  invalid,
  isRefused,
  nullMember,
  respond,
  textMapOf,
  textOf,
  textsOf,
  type Checked,
} from "./request-check.ts";

/** Operations on SMS: settings, who does not want any, and the sandbox. They are records. */
export const smsOperations: Operations = {
  SetSMSAttributes: { begin: setAttributes },
  GetSMSAttributes: { begin: getAttributes },
  CheckIfPhoneNumberIsOptedOut: { begin: checkIfOptedOut },
  ListPhoneNumbersOptedOut: { begin: listOptedOut },
  OptInPhoneNumber: { begin: optIn },
  CreateSMSSandboxPhoneNumber: { begin: createSandboxNumber },
  DeleteSMSSandboxPhoneNumber: { begin: deleteSandboxNumber },
  VerifySMSSandboxPhoneNumber: { begin: verifySandboxNumber },
  ListSMSSandboxPhoneNumbers: { begin: listSandboxNumbers },
  GetSMSSandboxAccountStatus: { begin: () => respond({ IsInSandbox: false }) },
  ListOriginationNumbers: { begin: () => respond({ PhoneNumbers: [] }) },
};

function setAttributes(params: PlainObject, plane: ControlPlane): Step {
  const given = textMapOf(params, "attributes");
  if (given === undefined) return nullMember("attributes");
  const { smsAttributes } = accountRecordOf(plane);
  changeAccount({ smsAttributes: { ...smsAttributes, ...given } }, plane);
  return respond();
}

function getAttributes(params: PlainObject, plane: ControlPlane): Step {
  const { smsAttributes } = accountRecordOf(plane);
  const names = textsOf(params, "attributes");
  const shown = Object.entries(smsAttributes).filter(
    ([name]) => names.length === 0 || names.includes(name),
  );
  return respond({ attributes: Object.fromEntries(shown) });
}

const badNumber: Refused = invalid("PhoneNumber Reason: input incorrectly formatted");

function numberIn(params: PlainObject, name: string): Checked<string> {
  const number = textOf(params, name) ?? "";
  return /^\+?\d{5,15}$/.test(number) ? number : badNumber;
}

function checkIfOptedOut(params: PlainObject, plane: ControlPlane): Step {
  const number = numberIn(params, "phoneNumber");
  if (isRefused(number)) return number;
  return respond({ isOptedOut: accountRecordOf(plane).optedOut.includes(number) });
}

function listOptedOut(params: PlainObject, plane: ControlPlane): Step {
  return pageOf(accountRecordOf(plane).optedOut, params, {
    name: "phoneNumbers",
    token: "nextToken",
    keyOf: (number) => number,
    show: (number) => number,
  });
}

function optIn(params: PlainObject, plane: ControlPlane): Step {
  const number = numberIn(params, "phoneNumber");
  if (isRefused(number)) return number;
  const { optedOut } = accountRecordOf(plane);
  if (optedOut.includes(number)) {
    changeAccount({ optedOut: optedOut.filter((each) => each !== number) }, plane);
  }
  return respond();
}

function createSandboxNumber(params: PlainObject, plane: ControlPlane): Step {
  const number = numberIn(params, "PhoneNumber");
  if (isRefused(number)) return number;
  const { sandbox } = accountRecordOf(plane);
  changeAccount({ sandbox: { ...sandbox, [number]: sandbox[number] ?? "Pending" } }, plane);
  return respond();
}

const noNumber: Refused = refused(
  "ResourceNotFound",
  "The destination phone number was not found.",
);

function deleteSandboxNumber(params: PlainObject, plane: ControlPlane): Step {
  const number = numberIn(params, "PhoneNumber");
  if (isRefused(number)) return number;
  const { [number]: removed, ...left } = accountRecordOf(plane).sandbox;
  if (removed === undefined) return noNumber;
  changeAccount({ sandbox: left }, plane);
  return respond();
}

/** Every one-time password is taken: nobody sends one. */
function verifySandboxNumber(params: PlainObject, plane: ControlPlane): Step {
  const number = numberIn(params, "PhoneNumber");
  if (isRefused(number)) return number;
  const { sandbox } = accountRecordOf(plane);
  if (sandbox[number] === undefined) return noNumber;
  changeAccount({ sandbox: { ...sandbox, [number]: "Verified" } }, plane);
  return respond();
}

function listSandboxNumbers(params: PlainObject, plane: ControlPlane): Step {
  return pageOf(Object.entries(accountRecordOf(plane).sandbox), params, {
    name: "PhoneNumbers",
    keyOf: ([number]) => number,
    show: ([PhoneNumber, Status]) => ({ PhoneNumber, Status }),
  });
}
