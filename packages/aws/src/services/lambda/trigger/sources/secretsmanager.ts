import { choiceSetting, textSetting, type TriggerSource } from "../trigger-source.ts";

const steps = ["createSecret", "setSecret", "testSecret", "finishSecret"];

/** AWS Secrets Manager: the rotation of a secret, step by step. */
export const secretsmanager: TriggerSource = {
  name: "secretsmanager",
  noun: "rotation of Secrets Manager",
  text: "Rotations of a secret. The four steps come one after another, unless one is said.",
  principal: "secretsmanager.amazonaws.com",
  settings: {
    secret: textSetting("The secret.", "secret"),
    step: choiceSetting("Which step it is.", ["inTurn", ...steps]),
  },
  invocationOf: () => "event",
  arnOf: ({ secret }, { partition, region, accountId }) =>
    `arn:${partition}:secretsmanager:${region}:${accountId}:secret:${String(secret)}-a1b2c3`,
  eventOf({ values, number, partition, region, accountId, id }) {
    const isInTurn = values["step"] === "inTurn";
    const place = (number - 1) % steps.length;
    return {
      Step: isInTurn ? steps[place]! : values["step"]!,
      SecretId: this.arnOf(values, { partition, region, accountId }),
      // All steps of a rotation have that of its first.
      ClientRequestToken: isInTurn ? id(-16 * place) : id(),
    };
  },
};
