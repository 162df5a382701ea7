import { hoursInMonth, type Charge, type Meters } from "../../service/billing.ts";

/**
 * List prices in us-east-1, in US dollars, before taxes. Application Auto Scaling costs nothing; the alarms that its
 * policies make are alarms of CloudWatch of standard resolution, billed by the month.
 *
 * Source: https://aws.amazon.com/cloudwatch/pricing, read 2026-11.
 */
const alarmMonth = 0.1;

/** What the alarms of a scalable target's policies cost. */
export function targetCharges(meters: Meters): readonly Charge[] {
  const quantity = (meters["AlarmMinutes"]?.sum ?? 0) / 60 / hoursInMonth;
  if (quantity === 0) return [];
  const what = "CloudWatch alarms of scaling policies";
  return [{ what, quantity, unit: "alarm-months", dollars: quantity * alarmMonth }];
}
