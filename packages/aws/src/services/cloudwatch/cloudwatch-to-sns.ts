/** How alarms reach topics: with a message of their own, and a subject. */
export const cloudwatchToSns = { service: "sns" } as const;
