export * as stepfunctions from "./namespace.ts";
export * as tasks from "./constructs/tasks.ts";
export { executionStories, type ExecutionStory } from "./story/execution-story.ts";
export { workflowGraphs, type StateShown, type WorkflowGraph } from "./story/workflow-graph.ts";
