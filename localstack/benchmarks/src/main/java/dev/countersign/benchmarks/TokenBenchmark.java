package dev.countersign.benchmarks;

import dev.countersign.authenticate.TokenVerdict;
import dev.countersign.authenticate.TokenVerifier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Verifying a token, by the key's type, of one that verified before and of one that is new. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TokenBenchmark {

  /** More than the verifier remembers, so that a token is forgotten when it comes again. */
  private static final int NEW_TOKENS = 2_000;

  /** The algorithm. */
  @Param({"ES256", "RS256"})
  public String algorithm = "";

  private TokenVerifier verifier = Tokens.of("ES256").verifier();
  private final List<List<String>> tokens = new ArrayList<>();
  private int next;

  /** Signs the tokens. */
  @Setup
  public void sign() {
    Tokens issuer = Tokens.of(algorithm);
    verifier = issuer.verifier();
    tokens.clear();
    for (int number = 0; number < NEW_TOKENS; number++) {
      tokens.add(issuer.authorization(number));
    }
    if (!(verifier.verifyAuthorization(tokens.getFirst()) instanceof TokenVerdict.Verified)) {
      throw new IllegalStateException("the token does not verify");
    }
  }

  /** It verified before: its digest is remembered, and its key is still the issuer's. */
  @Benchmark
  public TokenVerdict verifiedBefore() {
    return verifier.verifyAuthorization(tokens.getFirst());
  }

  /** It is new, or forgotten: its signature is computed. */
  @Benchmark
  public TokenVerdict newToken() {
    next = (next + 1) % NEW_TOKENS;
    return verifier.verifyAuthorization(tokens.get(next));
  }
}
