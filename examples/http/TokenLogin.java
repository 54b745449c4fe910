// A login with a hardware token, from Java's own HttpClient.
//
//     foblab serve --http --port 8080 &
//     java TokenLogin.java http://127.0.0.1:8080

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

public class TokenLogin {
  private static final HttpClient client = HttpClient.newHttpClient();

  public static void main(String[] arguments) throws Exception {
    String server = arguments.length > 0 ? arguments[0] : "http://127.0.0.1:8080";
    // A bench of its own, in memory, which ends by itself.
    String lab = field(post(server + "/v1/labs", "{\"seed\":\"7\"}"), "url");
    String serial = field(post(lab + "/v1/fobs", "{\"model\":\"onespan/digipass-go7\"}"), "serial");
    post(lab + "/v1/credentials", "{\"fob\":\"" + serial + "\"}");
    String code = field(post(lab + "/v1/fobs/" + serial + "/code", "{}"), "code");
    String verify = lab + "/v1/credentials/" + serial + "/verify";
    expect("accepted", field(post(verify, "{\"otp\":\"" + code + "\"}"), "outcome"));
    expect("replayed", field(post(verify, "{\"otp\":\"" + code + "\"}"), "outcome"));
    System.out.println("accepted once");
  }

  private static String post(String url, String body) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url))
        .header("content-type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
    var answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() >= 400) throw new IllegalStateException(answer.body());
    return answer.body();
  }

  /** A program of yours has a JSON library; this example needs none. */
  private static String field(String json, String name) {
    Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
    if (!found.find()) throw new IllegalStateException("no " + name + " in " + json);
    return found.group(1);
  }

  private static void expect(String wanted, String given) {
    if (!wanted.equals(given)) throw new IllegalStateException("expected " + wanted + ", was " + given);
  }
}
