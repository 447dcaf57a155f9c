package dev.countersign.approval;

import dev.countersign.approve.Notices.Notice;
import dev.countersign.browser.Visible;
import dev.countersign.decide.Decision;
import dev.countersign.operation.Operation;
import dev.countersign.people.Person;
import dev.countersign.record.CaseFile;
import dev.countersign.record.Evidence;
import java.util.Locale;

/**
 * What an approver reads in a mail: who asks, for what connection, why, until when, and where to
 * look. No statement and no value stands in it, and nothing in it can be used without signing in.
 *
 * @param publicUrl where the plane is reached, without a slash at its end
 */
public record NoticeText(String publicUrl) {

  Notice notice(Person person, CaseFile file) {
    Evidence.Requested requested =
        file.requested()
            .orElseThrow(() -> new IllegalStateException("nothing is recorded of the operation"));
    Operation operation = requested.operation();
    String subject =
        "`%s` asks to %s on `%s`"
            .formatted(
                operation.requester().name(),
                requested.classification().effect().name().toLowerCase(Locale.ROOT),
                operation.connection());
    String text =
        """
        Hello %s,

        %s asks for an operation that needs another person's approval.

        connection   %s
        effect       %s
        purpose      %s
        asked for    %s
        expires      %s%s

        See exactly what would run, and approve or refuse it:

        %s/approvals/%s

        The link only shows the operation. You sign in there, and nothing happens before you decide.
        """
            .formatted(
                person.displayName(),
                operation.requester().name(),
                operation.connection(),
                requested.classification().effect().name().toLowerCase(Locale.ROOT),
                Visible.text(operation.purpose()),
                demands(requested),
                requested.expiresAt().map(Object::toString).orElse("never"),
                exposes(requested),
                publicUrl,
                operation.id());
    return new Notice(person.email(), subject, text);
  }

  private static String exposes(Evidence.Requested requested) {
    return requested.plan().map(plan -> plan.exposures().isEmpty()).orElse(true)
        ? ""
        : "\ncareful      it uses values that the requester may not know";
  }

  private static String demands(Evidence.Requested requested) {
    return requested.decision() instanceof Decision.ApprovalNeeded needed
        ? String.join(
            "; ", needed.requirement().demands().stream().map(demand -> demand.message()).toList())
        : "";
  }
}
