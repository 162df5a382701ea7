export * as sns from "./construct.ts";
export * as subscriptions from "./subscriptions.ts";
export type { OutsideAnswers, TopicChance } from "./config.ts";
