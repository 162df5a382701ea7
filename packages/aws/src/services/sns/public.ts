export type { TopicChance } from "./config.ts";
export { Topic, type TopicProps, type TopicSubscriptionProps } from "./construct.ts";
