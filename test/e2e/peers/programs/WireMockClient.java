import static com.github.tomakehurst.wiremock.client.WireMock.*;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.util.UUID;

/** Asks the recorder what a test of an application asks WireMock, by WireMock's own client; prints what it hears. */
public class WireMockClient {
    interface Question {
        Object ask() throws Throwable;
    }

    static void say(String name, Question question) {
        String heard;
        try {
            heard = String.valueOf(question.ask());
        } catch (Throwable error) {
            heard = error.getClass().getSimpleName() + " " + error.getMessage();
        }
        System.out.println(name + ": " + heard.replaceAll("\\s+", " ").trim());
    }

    interface Act {
        void run() throws Throwable;
    }

    static void act(String name, Act act) {
        say(name, () -> {
            act.run();
            return "ok";
        });
    }

    public static void main(String[] arguments) {
        WireMock client = new WireMock("127.0.0.1", Integer.parseInt(arguments[0]));
        configureFor(client);
        say("events", () -> client.getServeEvents().size());
        say("header", () -> newest(client).getRequest().getHeader("X-Odd"));
        say("matched", () -> newest(client).getWasMatched());
        say("status", () -> newest(client).getResponse().getStatus());
        say("found", () -> client.find(postRequestedFor(urlPathMatching("/OURS/.*"))).get(0).getBodyAsString());
        say("form", () -> client.find(anyRequestedFor(anyUrl()).withFormParam("to", containing("2783"))).size());
        say("absent", () -> client.find(anyRequestedFor(anyUrl()).withHeader("X-Odd", absent())).size());
        say("json", () -> client.find(anyRequestedFor(anyUrl())
            .withRequestBody(matchingJsonPath("$.visit[?(@.day == 'Tuesday')]"))).size());
        say("json absent", () -> client.find(anyRequestedFor(urlPathEqualTo("/OURS/json"))
            .withRequestBody(matchingJsonPath("$.none", absent()))).size());
        act("verify", () -> client.verifyThat(1, postRequestedFor(urlPathEqualTo("/OURS/send"))));
        act("verify none", () -> client.verifyThat(exactly(0), getRequestedFor(urlPathEqualTo("/nowhere"))));
        act("verify wrong", () -> client.verifyThat(postRequestedFor(urlPathEqualTo("/OURS/sent"))));
        say("unmatched", () -> client.findAllUnmatchedRequests().get(0).getUrl());
        say("near", () -> client.findNearMissesForAllUnmatchedRequests().size() > 0);
        say("near request", () -> client.findNearMissesFor(client.findAllUnmatchedRequests().get(0)).size() > 0);
        say("near pattern", () -> client.findAllNearMissesFor(postRequestedFor(urlPathEqualTo("/OURS/sen"))).size());
        say("mappings", () -> client.allStubMappings().getMappings().size());
        say("scenarios", () -> getAllScenarios().size());
        act("reset scenarios", client::resetScenarios);
        act("reset stubs", client::resetToDefaultMappings);
        act("save", client::saveMappings);
        say("by metadata", () -> client.findAllStubsByMetadata(matchingJsonPath("$.a")).size());
        say("recording", () -> client.getStubRecordingStatus().getStatus());
        act("register", () -> client.register(any(anyUrl()).willReturn(ok())));
        act("settings", () -> client.setGlobalFixedDelayVariable(1));
        act("shutdown", client::shutdown);
        say("no such stub", () -> client.getStubMapping(UUID.fromString("00000000-0000-4000-8000-000000000000")));
        UUID id = client.find(anyRequestedFor(anyUrl())) == null ? null : newest(client).getId();
        act("remove one", () -> client.removeServeEvent(id));
        say("remove some", () -> removeServeEvents(postRequestedFor(urlPathEqualTo("/OURS/send"))).size());
        act("reset requests", client::resetRequests);
        say("left", () -> client.getServeEvents().size());
        act("reset", client::resetMappings);
    }

    /** The newest that was handed in to a gateway. */
    static ServeEvent newest(WireMock client) {
        return client.getServeEvents().stream()
            .filter(event -> event.getRequest().getUrl().startsWith("/OURS/"))
            .findFirst()
            .orElseThrow();
    }
}
