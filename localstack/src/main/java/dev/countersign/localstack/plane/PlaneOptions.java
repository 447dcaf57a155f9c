package dev.countersign.localstack.plane;

import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * How a plane is started.
 *
 * @param repository the checkout with the built packages
 * @param directory where everything is kept that it writes
 * @param bundle the folder of the policy bundle
 * @param apiPort the port of the API; 0 for any free one
 * @param unsurveyed connections whose targets are not surveyed at the start
 * @param preparation what is done to the shop's server before anything else runs
 * @param durable whether the tables are kept on disk, so that they outlive their process
 * @param limits how large the functions are
 * @param sweeping when an operation is taken for abandoned
 * @param store where the functions reach the store, by where it is
 */
public record PlaneOptions(
    Path repository,
    Path directory,
    Path bundle,
    int apiPort,
    Set<String> unsurveyed,
    Consumer<Shop> preparation,
    boolean durable,
    FunctionLimits limits,
    Sweeping sweeping,
    UnaryOperator<URI> store) {

  public PlaneOptions {
    unsurveyed = Set.copyOf(unsurveyed);
  }

  /**
   * A plane of this checkout with the shop's own bundle, whose traces are gone when its directory
   * is.
   */
  public static PlaneOptions of(Path repository, Path directory) {
    return new PlaneOptions(
        repository,
        directory,
        repository.resolve("localstack/src/main/bundle"),
        0,
        Set.of(),
        shop -> {},
        false,
        FunctionLimits.usual(),
        Sweeping.usual(),
        UnaryOperator.identity());
  }

  /** The same with another bundle. */
  public PlaneOptions withBundle(Path folder) {
    return new PlaneOptions(
        repository,
        directory,
        folder,
        apiPort,
        unsurveyed,
        preparation,
        durable,
        limits,
        sweeping,
        store);
  }

  /** The same with the API at this port. */
  public PlaneOptions withApiPort(int port) {
    return new PlaneOptions(
        repository,
        directory,
        bundle,
        port,
        unsurveyed,
        preparation,
        durable,
        limits,
        sweeping,
        store);
  }

  /** The same without a survey of this connection's target. */
  public PlaneOptions withUnsurveyed(String connection) {
    TreeSet<String> names = new TreeSet<>(unsurveyed);
    names.add(connection);
    return new PlaneOptions(
        repository,
        directory,
        bundle,
        apiPort,
        names,
        preparation,
        durable,
        limits,
        sweeping,
        store);
  }

  /** The same with this done to the shop's server first. */
  public PlaneOptions withPreparation(Consumer<Shop> step) {
    return new PlaneOptions(
        repository, directory, bundle, apiPort, unsurveyed, step, durable, limits, sweeping, store);
  }

  /** The same with tables that outlive their process. */
  public PlaneOptions withDurableStores() {
    return new PlaneOptions(
        repository,
        directory,
        bundle,
        apiPort,
        unsurveyed,
        preparation,
        true,
        limits,
        sweeping,
        store);
  }

  /** The same with functions of this size. */
  public PlaneOptions withLimits(FunctionLimits size) {
    return new PlaneOptions(
        repository,
        directory,
        bundle,
        apiPort,
        unsurveyed,
        preparation,
        durable,
        size,
        sweeping,
        store);
  }

  /** The same with operations taken for abandoned by these times. */
  public PlaneOptions withSweeping(Sweeping times) {
    return new PlaneOptions(
        repository,
        directory,
        bundle,
        apiPort,
        unsurveyed,
        preparation,
        durable,
        limits,
        times,
        store);
  }

  /** The same with functions that reach the store where this says. */
  public PlaneOptions withStore(UnaryOperator<URI> way) {
    return new PlaneOptions(
        repository,
        directory,
        bundle,
        apiPort,
        unsurveyed,
        preparation,
        durable,
        limits,
        sweeping,
        way);
  }
}
