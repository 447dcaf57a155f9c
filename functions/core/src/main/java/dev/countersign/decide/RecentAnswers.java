package dev.countersign.decide;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Answers that the policies of one bundle gave lately. An answer depends on the policies and the
 * question alone, and the question holds everything that the policies are told; so the same
 * question has the same answer for as long as the bundle is in force. Bounded in number and in the
 * size of each; a failure is never kept.
 */
final class RecentAnswers {

  private static final int CAPACITY = 1_000;
  private static final int MOST_COLUMNS = 64;

  private final Map<Key, Answer> answers = new LinkedHashMap<>(16, 0.75f, true);

  private record Key(Question question, boolean approved) {}

  synchronized Optional<Answer> find(Question question, boolean approved) {
    return Optional.ofNullable(answers.get(new Key(question, approved)));
  }

  void keep(Question question, boolean approved, Answer answer) {
    boolean small =
        question.circumstances().filter(all -> all.columns().size() > MOST_COLUMNS).isEmpty();
    if (small && !(answer instanceof Answer.Failed)) {
      put(new Key(question, approved), answer);
    }
  }

  private synchronized void put(Key key, Answer answer) {
    answers.put(key, answer);
    if (answers.size() > CAPACITY) {
      answers.remove(answers.keySet().iterator().next());
    }
  }
}
