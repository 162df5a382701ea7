/** The kinds of machines of this service. */
export const busKindName = "events.bus";
export const archiveKindName = "events.archive";
export const apiDestinationKindName = "events.apiDestination";
export const accountKindName = "events.account";
export const unmodeledTargetKindName = "events.unmodeledTarget";
