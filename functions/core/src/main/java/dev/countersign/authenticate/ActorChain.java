package dev.countersign.authenticate;

import dev.countersign.people.Account;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the {@code act} claim (RFC 8693, section 4.1): who acts for the subject, and for whom they
 * act in turn. The RFC lets only the outermost count; here every member counts, since each only
 * adds to the people who may not approve.
 */
final class ActorChain {

  private static final int MAXIMUM_LENGTH = 5;

  private ActorChain() {}

  /** The members, outermost first; a member without an issuer is one of the token's issuer. */
  static List<Account> of(Claims claims, Issuer issuer, Issuers issuers) throws RefusedToken {
    List<Account> actors = new ArrayList<>();
    try {
      Optional<Claims> actor = claims.inner("act");
      while (actor.isPresent()) {
        Claims member = actor.get();
        String memberIssuer = member.text("iss").orElse(issuer.identifier());
        if (actors.size() == MAXIMUM_LENGTH || issuers.named(memberIssuer).isEmpty()) {
          throw new RefusedToken(TokenFault.ACTOR_CHAIN);
        }
        actors.add(new Account(memberIssuer, member.requiredText("sub")));
        actor = member.inner("act");
      }
    } catch (RefusedToken _) {
      throw new RefusedToken(TokenFault.ACTOR_CHAIN);
    }
    return actors;
  }
}
