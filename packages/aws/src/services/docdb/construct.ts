import type { ConstructScope } from "../../service/construct.ts";

// What the namespace `docdb` holds, with the names of the CDK's `aws-cdk-lib/aws-docdb`.

/** How a cluster is made. */
export interface DatabaseClusterProps {
  /** @defaultValue made of the stack's name and the id */
  readonly dbClusterName?: string;
}

/** A cluster of Amazon DocumentDB. */
export class DatabaseCluster {
  /** Its logical id, by which scenarios and results speak of it. */
  readonly id: string;
  readonly clusterArn: string;

  /**
   * Makes a cluster of Amazon DocumentDB, whose databases and collections are made by whoever uses them.
   *
   * ```ts
   * const shop = new docdb.DatabaseCluster(stack, "Shop");
   * ```
   *
   * @param id its logical id, which no other resource of the stack may have.
   * @throws ConfigError when the id is taken.
   */
  constructor(stack: ConstructScope, id: string, { dbClusterName }: DatabaseClusterProps = {}) {
    const name = dbClusterName ?? stack.physicalName(id);
    this.id = id;
    this.clusterArn = stack.arnOf("rds", `cluster:${name}`);
    stack.add("docdb", "CreateDBCluster", id, { DBClusterIdentifier: name, Engine: "docdb" });
  }
}
