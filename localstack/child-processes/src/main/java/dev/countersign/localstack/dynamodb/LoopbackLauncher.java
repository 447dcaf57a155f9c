package dev.countersign.localstack.dynamodb;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Starts DynamoDB Local bound to 127.0.0.1. Its own main class listens on every interface and has
 * no option against that, so this one reaches into the server between its making and its start, and
 * makes its transactions durable on the way. All by reflection: DynamoDB Local's dependencies must
 * never meet ours on a class path.
 */
public final class LoopbackLauncher {

  private static final String RUNNER = "software.amazon.dynamodb.services.local.main.ServerRunner";

  /** The command line refuses port 0; the true port is set on the connector afterwards. */
  private static final String ANY_VALID_PORT = "8000";

  private LoopbackLauncher() {}

  /** Takes the port (0 = choose one), then DynamoDB Local's own arguments. */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    List<String> options = new ArrayList<>(Arrays.asList(arguments));
    int port = Integer.parseInt(options.removeFirst());
    options.addAll(List.of("-port", ANY_VALID_PORT));
    Object local =
        Class.forName(RUNNER)
            .getMethod("createServerFromCommandLineArgs", String[].class)
            .invoke(null, (Object) options.toArray(String[]::new));
    DurableCommits.of(local);
    Field field = local.getClass().getDeclaredField("server");
    field.setAccessible(true);
    Object jetty = field.get(local);
    Object connector = Array.get(jetty.getClass().getMethod("getConnectors").invoke(jetty), 0);
    connector.getClass().getMethod("setHost", String.class).invoke(connector, "127.0.0.1");
    connector.getClass().getMethod("setPort", int.class).invoke(connector, port);
    local.getClass().getMethod("start").invoke(local);
    Object bound = connector.getClass().getMethod("getLocalPort").invoke(connector);
    System.out.println(DynamoDbLocal.READY_PREFIX + "http://127.0.0.1:" + bound);
  }
}
