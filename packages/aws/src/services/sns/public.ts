export type { OutsideAnswers, TopicChance } from "./config.ts";
export {
  Topic,
  type SubscriptionDeliveryPolicy,
  type TopicProps,
  type TopicSubscriptionProps,
} from "./construct.ts";
export type { HealthyRetryPolicy } from "./delivery-policies.ts";
