using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

var options = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = { new JsonStringEnumConverter(), new PointConverter() } };
Shape[] shapes = [new Circle(1.5) { Colour = Colour.Red }, new Box(2, 3), new Circle(0) { Tags = ["a", "b"] }];
var text = JsonSerializer.Serialize(shapes, options);
Console.WriteLine(text);
foreach (var s in JsonSerializer.Deserialize<Shape[]>(text, options)!) { Console.WriteLine(s.Area.ToString("F3", System.Globalization.CultureInfo.InvariantCulture) + " " + s.GetType().Name); }
Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object?> { ["p"] = new Point(1, -2), ["n"] = null, ["l"] = new[] { 1.5, 2 }, ["d"] = new DateOnly(2024, 1, 2), ["text"] = "<é\"\u0001>" }, options));

var node = JsonNode.Parse("""{"a":{"b":[1,{"c":true},null]},"x":1e3}""")!;
node["a"]!["b"]![1]!["c"] = "changed";
((JsonArray)node["a"]!["b"]!).Add(new JsonObject { ["new"] = 7 });
node.AsObject().Remove("x");
Console.WriteLine(node.ToJsonString());
using var document = JsonDocument.Parse("[1, 2.5, \"three\", [4], {\"five\": 5}] // comment", new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
Console.WriteLine(string.Join(" ", document.RootElement.EnumerateArray().Select(e => e.ValueKind)));
var reader = new Utf8JsonReader("""{"k":[1,2]}"""u8);
while (reader.Read()) { Console.Write($"{reader.TokenType}@{reader.TokenStartIndex} "); }
Console.WriteLine();
foreach (var bad in new[] { "{", "[1,]", "{\"a\":1,}", "nul", "\"\\x\"", "01" })
{
    try { JsonSerializer.Deserialize<JsonElement>(bad); Console.Write("ok "); } catch (JsonException e) { Console.Write($"{bad}:{e.BytePositionInLine} "); }
}
Console.WriteLine();
Console.WriteLine(JsonSerializer.Serialize(new { Name = "anonymous", When = TimeSpan.FromMinutes(90), Big = long.MaxValue, Tuple = (1, 2) }, new JsonSerializerOptions { WriteIndented = true, IncludeFields = true }));

enum Colour { None, Red }
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Circle), "circle")]
[JsonDerivedType(typeof(Box), "box")]
abstract record Shape { public Colour Colour { get; init; } public string[]? Tags { get; init; } [JsonIgnore] public abstract double Area { get; } }
sealed record Circle(double Radius) : Shape { public override double Area => Math.PI * Radius * Radius; }
sealed record Box(double Width, [property: JsonPropertyName("h")] double Height) : Shape { public override double Area => Width * Height; }
readonly record struct Point(int X, int Y);
sealed class PointConverter : JsonConverter<Point>
{
    public override Point Read(ref Utf8JsonReader r, Type t, JsonSerializerOptions o) { var p = r.GetString()!.Split(','); return new(int.Parse(p[0]), int.Parse(p[1])); }
    public override void Write(Utf8JsonWriter w, Point p, JsonSerializerOptions o) => w.WriteStringValue($"{p.X},{p.Y}");
}
