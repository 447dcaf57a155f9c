package dev.countersign.audit;

import com.samskivert.mustache.Template;
import dev.countersign.browser.Frame;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;

/** The pages, rendered from recorded evidence. */
final class Pages {

  private final Template list = Frame.template("audit-list.mustache");
  private final Template replay = Frame.template("audit-replay.mustache");
  private final Template changed = Frame.template("audit-changed.mustache");

  /** A page of a list. */
  String list(ListPage page, SortedSet<String> names, String formToken) {
    return list.execute(framed(ListView.values(page, names), formToken));
  }

  /** An operation, step by step. */
  String replay(Replay replayed, String formToken) {
    return replayed
        .requested()
        .map(requested -> replay.execute(framed(ReplayView.values(replayed, requested), formToken)))
        .orElseGet(() -> changed.execute(framed(ReplayView.changed(replayed), formToken)));
  }

  private static Map<String, Object> framed(Map<String, Object> view, String formToken) {
    Map<String, Object> values = new HashMap<>(view);
    values.put("style", Frame.STYLE);
    values.put("formToken", formToken);
    return values;
  }
}
