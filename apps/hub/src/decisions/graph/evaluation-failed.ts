/** A rule set that could not be carried out; the text is for people. */
export class EvaluationFailed extends Error {}
