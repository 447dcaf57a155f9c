package dev.countersign.localstack.stepfunctions;

import com.sun.net.httpserver.HttpServer;
import dev.countersign.localstack.server.LoopbackServer;
import dev.countersign.localstack.stepfunctions.execution.Alarms;
import dev.countersign.localstack.stepfunctions.execution.Executions;
import dev.countersign.localstack.stepfunctions.execution.LambdaEndpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A running service over one directory. Closing it is the same as killing it: what had not ended
 * goes on when the directory is opened again.
 */
public final class StepFunctions implements AutoCloseable {
  private final FileChannel lock;
  private final Executions executions;
  private final LambdaEndpoint lambda;
  private final HttpServer server;
  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();

  private StepFunctions(
      FileChannel lock, Path directory, int port, URI lambdaEndpoint, Alarms alarms)
      throws IOException {
    this.lock = lock;
    this.server = LoopbackServer.listen(port);
    this.lambda = new LambdaEndpoint(lambdaEndpoint);
    StateMachines machines = StateMachines.open(directory.resolve("machines"));
    this.executions = Executions.open(directory.resolve("executions"), alarms, lambda);
    server.setExecutor(requests);
    server.createContext("/", new WireProtocol(operations(machines)));
    server.start();
  }

  /**
   * Opens the directory and listens.
   *
   * @param port the port on 127.0.0.1, or 0 for any that is free
   * @throws IOException if the directory is in use or corrupt, or the port is taken
   */
  public static StepFunctions start(Path directory, int port, URI lambdaEndpoint, Alarms alarms)
      throws IOException {
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw new IOException("%s is not a directory".formatted(directory));
    }
    Files.createDirectories(directory);
    FileChannel lock =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (!exclusive(lock)) {
        throw new IOException("the directory %s is in use".formatted(directory));
      }
      return new StepFunctions(lock, directory, port, lambdaEndpoint, alarms);
    } catch (IOException failed) {
      lock.close();
      throw failed;
    }
  }

  private static boolean exclusive(FileChannel channel) throws IOException {
    try {
      @Nullable FileLock held = channel.tryLock();
      return held != null;
    } catch (OverlappingFileLockException inThisProcess) {
      return false;
    }
  }

  private Map<String, WireProtocol.Operation> operations(StateMachines stored) {
    MachineOperations machines = new MachineOperations(stored, executions);
    ExecutionOperations runs = new ExecutionOperations(machines, executions);
    TaskOperations tasks = new TaskOperations(executions);
    Map<String, WireProtocol.Operation> operations = new HashMap<>();
    operations.put("CreateStateMachine", machines::create);
    operations.put("UpdateStateMachine", machines::update);
    operations.put("DescribeStateMachine", machines::describe);
    operations.put("ListStateMachines", machines::list);
    operations.put("DeleteStateMachine", machines::delete);
    operations.put("StartExecution", runs::start);
    operations.put("DescribeExecution", runs::describe);
    operations.put("ListExecutions", runs::list);
    operations.put("GetExecutionHistory", runs::history);
    operations.put("StopExecution", runs::stop);
    operations.put("SendTaskSuccess", tasks::succeed);
    operations.put("SendTaskFailure", tasks::fail);
    operations.put("SendTaskHeartbeat", tasks::beat);
    operations.replaceAll((_, operation) ->
        parameters -> {
          machines.sweep();
          return operation.perform(parameters);
        });
    return operations;
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() throws IOException {
    server.stop(0);
    requests.shutdownNow();
    executions.close();
    lambda.close();
    lock.close();
  }
}
