/** The service of AWS whose clusters are like those that it does not have. */
export const clusterService = "kafka";
