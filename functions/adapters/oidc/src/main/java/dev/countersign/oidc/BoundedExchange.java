package dev.countersign.oidc;

import dev.countersign.authenticate.NetworkClass;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One HTTP exchange with an issuer's endpoint: only where the endpoint's network class allows, with
 * no redirect, no proxy, at most 150 kB, and within a time that covers name resolution and body.
 *
 * <p>The addresses are checked before the connection is made, and the connection resolves the name
 * again; the platform keeps what it resolved for some seconds, so both see the same, and where it
 * does not, the certificate of an https endpoint still has to name the configured host.
 */
final class BoundedExchange {

  private static final int MAXIMUM_BYTES = 150_000;

  private final NameResolution names;
  private final HttpClient client;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  BoundedExchange(NameResolution names) {
    this.names = names;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();
  }

  /** The body of the answer, which must be a 200. */
  byte[] send(HttpRequest request, NetworkClass network, Duration limit) throws EndpointFault {
    Future<HttpResponse<byte[]>> exchange = threads.submit(() -> exchange(request, network));
    try {
      HttpResponse<byte[]> response = exchange.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (response.statusCode() != 200) {
        throw new EndpointFault("the endpoint answered " + response.statusCode());
      }
      return response.body();
    } catch (TimeoutException _) {
      throw new EndpointFault("the endpoint did not answer in time");
    } catch (ExecutionException failure) {
      throw fault(failure);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new EndpointFault("the exchange was interrupted");
    } finally {
      exchange.cancel(true);
    }
  }

  private HttpResponse<byte[]> exchange(HttpRequest request, NetworkClass network)
      throws IOException, InterruptedException, EndpointFault {
    requireAllowed(request.uri(), network);
    return client.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAXIMUM_BYTES));
  }

  private void requireAllowed(URI endpoint, NetworkClass network)
      throws UnknownHostException, EndpointFault {
    List<InetAddress> addresses = names.addressesOf(endpoint.getHost());
    for (InetAddress address : addresses) {
      if (!AddressRange.admits(network, address)) {
        throw new EndpointFault("the endpoint's name leads to an address that is not allowed");
      }
    }
  }

  private static EndpointFault fault(ExecutionException failure) {
    return switch (failure.getCause()) {
      case EndpointFault fault -> fault;
      case UnknownHostException _ -> new EndpointFault("the endpoint's name is not known");
      case IOException _ -> new EndpointFault("the endpoint cannot be reached or said too much");
      case null, default -> throw new IllegalStateException(failure);
    };
  }
}
