import { arnIn, timeIn, type EmittedSource } from "../emitted-source.ts";

/** Amazon RDS. */
export const rds: EmittedSource = {
  name: "aws.rds",
  text: "What happens to instances and clusters of Amazon RDS.",
  events: [
    {
      detailType: "RDS DB Instance Event",
      resources: (facts) => [arnIn(facts, "rds", `db:${facts.name}`)],
      detail: (facts) => ({
        EventCategories: ["failover"],
        SourceType: "DB_INSTANCE",
        SourceArn: arnIn(facts, "rds", `db:${facts.name}`),
        Date: timeIn(facts),
        Message: "A Multi-AZ failover has completed.",
        SourceIdentifier: facts.name,
        EventID: "RDS-EVENT-0049",
      }),
    },
    {
      detailType: "RDS DB Cluster Event",
      resources: (facts) => [arnIn(facts, "rds", `cluster:${facts.name}`)],
      detail: (facts) => ({
        EventCategories: ["notification"],
        SourceType: "CLUSTER",
        SourceArn: arnIn(facts, "rds", `cluster:${facts.name}`),
        Date: timeIn(facts),
        Message: "Database cluster has been patched",
        SourceIdentifier: facts.name,
        EventID: "RDS-EVENT-0173",
      }),
    },
  ],
};
