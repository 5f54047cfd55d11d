package io.millrace.domain;

import io.millrace.contract.ErrorInfo;
import io.millrace.contract.InstanceId;
import io.millrace.contract.InstanceStatus;
import io.millrace.contract.message.ReportChild;
import io.millrace.contract.message.SendSignal;
import java.util.Locale;
import java.util.function.Supplier;

/** One short story for each thing that a workflow can do. */
enum GoldenCase {
  LINEAR(
      () ->
          Scenario.of(
                  Definitions.with(
                      "'outputs':{'sum':{'value':'nodes.b.output.n + input.n'}},",
                      Definitions.task("a", ",'config':{'n':'${input.n}'}"),
                      Definitions.after("b", "a"),
                      Definitions.after("c", "b")))
              .start("{'n':1}")
              .complete("a", "{'ok':true}")
              .complete("b", "{'n':2}")
              .on("engine-2")
              .complete("c")),

  CONDITION(
      () ->
          Scenario.of(
                  Definitions.nodes(
                      "{'id':'check','type':'condition','condition':'input.amount > 100',"
                          + "'branches':{'true':["
                          + Definitions.task("approve")
                          + ","
                          + Definitions.task("note")
                          + "],'false':["
                          + Definitions.task("pass")
                          + "]}}",
                      Definitions.task(
                          "end", ",'dependsOn':['check'],'condition':'nodes.approve.output.no'")))
              .start("{'amount':150}")
              .complete("approve", "{'no':false}")
              .complete("note", "'noted'")),

  RETRY(
      () ->
          Scenario.started(
                  Definitions.task(
                      "a",
                      ",'timeout':5000,'errorHandling':{'maxRetries':3,'retryDelay':1000,"
                          + "'backoffStrategy':'exponential','nonRetryableErrors':['declined']}"),
                  Definitions.task("b", ",'errorHandling':'continue','retries':0"),
                  Definitions.task("c", ",'errorHandling':'ignore','retries':0"))
              .fail("b")
              .fail("c")
              .fail("a", "network", true)
              .nextTimer()
              .nextTimer()
              .nextTimer()
              .fail("a", "declined", true)),

  PARALLEL_ALL(() -> branches("").complete("y", "2").complete("x", "1").complete("z", "3")),

  PARALLEL_ANY(() -> branches(",'joinType':'any'").fail("x", "no", false).complete("z", "3")),

  PARALLEL_MAJORITY(
      () ->
          branches(",'joinType':'majority','maxConcurrency':2")
              .complete("y", "2")
              .complete("x", "1")),

  FOR_EACH(
      () ->
          loop("'loopType':'forEach','sourceExpression':'input.list','iterationDelay':1000,"
                  + "'errorHandling':'continue'")
              .complete("b", "'x'")
              .nextTimer()
              .fail("b", "no", false)
              .nextTimer()
              .complete("b", "'z'")),

  WHILE(
      () ->
          loop("'loopType':'while','condition':'$index === 0 || nodes.b.output.more'")
              .complete("b", "{'more':true}")
              .complete("b", "{'more':false}")),

  DYNAMIC(
      () -> {
        Scenario scenario =
            loop("'loopType':'dynamic','sourceExpression':'input.list','batchSize':2");
        return scenario
            .complete(scenario.nodes("b").get(1), "2")
            .complete(scenario.nodes("b").get(0), "1")
            .complete("b", "3");
      }),

  SUBPROCESS(
      () -> {
        Scenario scenario =
            Scenario.of(
                    Definitions.nodes(
                        "{'id':'s','type':'subprocess','workflowName':'invoice','version':'^1.2.0',"
                            + "'retries':1,'retryDelay':1000,'inputMapping':{'order':'input.id'},"
                            + "'outputMapping':{'number':'output.no'}}"))
                .start("{'id':7}");
        scenario.control(ended(scenario, InstanceStatus.FAILED)).nextTimer();
        return scenario.control(ended(scenario, InstanceStatus.COMPLETED));
      }),

  COMPENSATION(
      () ->
          Scenario.started(
                  undone("flight", ""),
                  undone("hotel", ",'dependsOn':['flight']"),
                  Definitions.task(
                      "car",
                      ",'dependsOn':['hotel'],'errorHandling':{'strategy':'compensate',"
                          + "'maxRetries':0}"))
              .complete("flight", "'F1'")
              .complete("hotel", "'H1'")
              .fail("car", "sold-out", false)
              .fail("hotel/compensate")
              .complete("flight/compensate")),

  WAIT_AND_SIGNAL(
      () ->
          Scenario.started(
                  "{'id':'w','type':'task','executor':'wait','config':{'duration':'PT10S'}}",
                  "{'id':'s','type':'task','executor':'signal','config':{'name':'go'},"
                      + "'dependsOn':['w']}",
                  "{'id':'u','type':'task','executor':'signal','config':{'name':'go',"
                      + "'timeout':'PT1M'},'dependsOn':['s'],'errorHandling':'continue'}",
                  "{'id':'t','type':'task','executor':'transform','dependsOn':['u'],"
                      + "'config':{'by':'${nodes.s.output.by}','at':'${system.timestamp}'}}")
              .control(signal("go"))
              .nextTimer()
              .nextTimer()),

  CANCEL(
      () ->
          Scenario.started(
                  Definitions.task("a"),
                  "{'id':'l','type':'loop','loopType':'times','count':2,'nodes':["
                      + Definitions.task("b")
                      + "]}",
                  Definitions.after("c", "a"))
              .complete("a")
              .control(ControlTest.CANCEL)),

  PAUSE_AND_RESUME(
      () ->
          Scenario.of(
                  Definitions.with(
                      "'config':{'timeout':60000},",
                      Definitions.task("a"),
                      Definitions.after("b", "a")))
              .start()
              .control(ControlTest.PAUSE)
              .complete("a", "1")
              .sleep("PT1H")
              .control(ControlTest.RESUME)
              .complete("b", "2")),

  RETRY_FROM_THE_BREAK(
      () ->
          branches(",'errorHandling':'fail-fast'")
              .complete("y", "2")
              .fail("x", "no", false)
              .control(ControlTest.RETRY)
              .complete("x", "1")
              .complete("z", "3"));

  @SuppressWarnings("ImmutableEnumChecker") // A story keeps nothing: it makes its instance anew.
  private final Supplier<Scenario> story;

  GoldenCase(Supplier<Scenario> story) {
    this.story = story;
  }

  /** Plays it from its begin to its end. */
  Scenario play() {
    return story.get();
  }

  /** The file that holds its history. */
  String file() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".json";
  }

  private static Scenario branches(String more) {
    return Scenario.started(
        "{'id':'p','type':'parallel','branches':[{'id':'bx','nodes':["
            + Definitions.task("x")
            + "]},{'id':'by','priority':80,'nodes':["
            + Definitions.task("y")
            + "]},{'id':'bz','nodes':["
            + Definitions.task("z")
            + "]}]"
            + more
            + "}");
  }

  private static Scenario loop(String properties) {
    return Scenario.of(
            Definitions.nodes(
                "{'id':'l','type':'loop',"
                    + properties
                    + ",'nodes':["
                    + Definitions.task("b", ",'config':{'item':'${$item}','i':'${$index}'}")
                    + "]}"))
        .start("{'list':['x','y','z']}");
  }

  private static String undone(String id, String more) {
    return Definitions.task(
        id,
        ",'compensate':{'executor':'undo','retries':0,'config':{'was':'${nodes."
            + id
            + ".output}'}}"
            + more);
  }

  private static SendSignal signal(String name) {
    return new SendSignal(Scenario.ID, null, "ann", name, Scenario.json("{'by':'ann'}"));
  }

  private static ReportChild ended(Scenario scenario, InstanceStatus status) {
    boolean well = status == InstanceStatus.COMPLETED;
    return new ReportChild(
        Scenario.ID,
        null,
        null,
        scenario.node("s").no(),
        scenario.node("s").attempt(),
        InstanceId.first(4),
        status,
        well ? Scenario.json("{'no':5}") : null,
        well ? null : ErrorInfo.permanent("no-paper", "No paper."));
  }
}
