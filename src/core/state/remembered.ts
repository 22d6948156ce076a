/** How many answers are kept before all are forgotten. */
const ANSWERS_MAX = 100_000;

/** Answers to questions that are asked again and again; a change of the world forgets them all. */
export class Remembered<Answer> {
  private readonly answers = new Map<string, Answer>();

  once(question: string, work: () => Answer): Answer {
    const known = this.answers.get(question);
    if (known !== undefined) return known;
    if (this.answers.size >= ANSWERS_MAX) this.answers.clear();
    const answer = work();
    this.answers.set(question, answer);
    return answer;
  }

  forget(): void {
    this.answers.clear();
  }
}
