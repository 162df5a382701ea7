/** Whether it pays to start threads for work of which a part took so long: each loads the packages and reads the scenario. */
export const isWorthThreads = (seconds: number): boolean => seconds >= 0.5;
