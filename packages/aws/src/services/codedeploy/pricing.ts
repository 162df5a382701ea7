import type { Charge } from "../../service/billing.ts";

/**
 * What a deployment to Lambda costs: nothing. Its hooks and alarms are billed by their own services.
 *
 * Source: https://aws.amazon.com/codedeploy/pricing/, read 2026-11.
 */
export const deploymentCharges = (): readonly Charge[] => [];
