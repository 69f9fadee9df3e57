using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace R1Code.Trainer.Recipes;

/// <summary>
/// Makes records of a YAML tree: keys are property names in snake_case, enums words in snake_case, attributes of
/// <see cref="System.ComponentModel.DataAnnotations"/> are checked, and everything that is not known is an error with
/// its line.
/// </summary>
internal sealed class RecipeBinder(string file)
{
    public object Bind(Type type, YamlNode node, string path)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(JsonElement))
        {
            return JsonSerializer.SerializeToElement(Plain(node));
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            return BindList(type.GetGenericArguments()[0], node, path);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
        {
            return Mapping(node, path)
                .Children.ToDictionary(
                    pair => Key(pair.Key),
                    pair => JsonSerializer.SerializeToElement(Plain(pair.Value))
                );
        }

        return IsScalar(type) ? BindScalar(type, node, path) : BindRecord(type, Mapping(node, path), path);
    }

    private object BindRecord(Type type, YamlMappingNode mapping, string path)
    {
        if (type == typeof(StageOptions))
        {
            (type, mapping) = StageKinds.Resolve(mapping, key => Error(mapping, key.Key, key.Reason, path));
        }

        var unknown = mapping.Children.Keys.ToDictionary(Key, key => key, StringComparer.Ordinal);
        var record = BindKeys(type, mapping, path, unknown);
        if (unknown.Count > 0)
        {
            var (key, node) = unknown.First();
            throw Error(node, key, $"unknown key; known are {string.Join(", ", KnownKeys(type))}", path);
        }

        return record;
    }

    private object BindKeys(Type type, YamlMappingNode mapping, string path, Dictionary<string, YamlNode> unknown)
    {
        var record = Activator.CreateInstance(type)!;
        foreach (var property in Settable(type))
        {
            if (property.GetCustomAttribute<FlattenAttribute>() is not null)
            {
                property.SetValue(record, BindKeys(property.PropertyType, mapping, path, unknown));
                continue;
            }

            var key = Snake(property.Name);
            if (mapping.Children.TryGetValue(new YamlScalarNode(key), out var node))
            {
                unknown.Remove(key);
                property.SetValue(record, BindProperty(property, node, Join(path, key)));
            }
            else if (property.GetCustomAttribute<RequiredMemberAttribute>() is not null)
            {
                throw Error(mapping, key, "is missing", path);
            }
        }

        return record;
    }

    private object? BindProperty(PropertyInfo property, YamlNode node, string path)
    {
        if (IsNull(node))
        {
            return
                Nullable.GetUnderlyingType(property.PropertyType) is not null
                || new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable
                ? null
                : throw Error(node, "", "must not be empty", path);
        }

        var value = Bind(property.PropertyType, node, path);
        foreach (var rule in property.GetCustomAttributes<ValidationAttribute>())
        {
            // LengthAttribute wants ICollection; every list made here is one.
            if (!rule.IsValid(value))
            {
                throw Error(node, "", $"{Shown(value)} {Wanted(rule)}", path);
            }
        }

        return value;
    }

    private object BindList(Type element, YamlNode node, string path)
    {
        if (node is not YamlSequenceNode sequence)
        {
            throw Error(node, "", "a list is expected", path);
        }

        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
        for (var i = 0; i < sequence.Children.Count; i++)
        {
            list.Add(Bind(element, sequence.Children[i], $"{path}[{i}]"));
        }

        return list;
    }

    private object BindScalar(Type type, YamlNode node, string path)
    {
        if (node is not YamlScalarNode { Value: { } text })
        {
            throw Error(node, "", "a single value is expected", path);
        }

        if (type == typeof(string))
        {
            return text;
        }

        if (type.IsEnum)
        {
            var names = Enum.GetNames(type);
            var index = Array.FindIndex(names, name => Snake(name) == text);
            return index >= 0
                ? Enum.Parse(type, names[index])
                : throw Error(node, "", $"'{text}' is not one of {string.Join(", ", names.Select(Snake))}", path);
        }

        var culture = CultureInfo.InvariantCulture;
        if (type == typeof(int) && int.TryParse(text, NumberStyles.Integer, culture, out var whole))
        {
            return whole;
        }

        if (type == typeof(double) && double.TryParse(text, NumberStyles.Float, culture, out var number))
        {
            return double.IsFinite(number) ? number : throw Error(node, "", "must be finite", path);
        }

        if (type == typeof(bool) && text is "true" or "false")
        {
            return text == "true";
        }

        var wanted =
            type == typeof(int) ? "a whole number"
            : type == typeof(double) ? "a number"
            : "true or false";
        throw Error(node, "", $"'{text}' is not {wanted}", path);
    }

    private YamlMappingNode Mapping(YamlNode node, string path) =>
        node as YamlMappingNode ?? throw Error(node, "", "a mapping (key: value) is expected", path);

    private RecipeException Error(YamlNode node, string key, string reason, string path) =>
        new(new RecipePlace(file, node.Start.Line), Join(path, key), reason);

    // Values without a record of their own (rewards' options) become JSON; YAML 1.2 core words are typed.
    private static object? Plain(YamlNode node) =>
        node switch
        {
            YamlMappingNode mapping => mapping.Children.ToDictionary(p => Key(p.Key), p => Plain(p.Value)),
            YamlSequenceNode list => list.Children.Select(Plain).ToList(),
            YamlScalarNode scalar when IsNull(scalar) => null,
            YamlScalarNode { Style: not ScalarStyle.Plain } quoted => quoted.Value,
            YamlScalarNode { Value: "true" } => true,
            YamlScalarNode { Value: "false" } => false,
            YamlScalarNode { Value: { } text }
                when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                    && double.IsFinite(number) => number,
            YamlScalarNode scalar => scalar.Value,
            _ => null,
        };

    private static bool IsNull(YamlNode node) =>
        node is YamlScalarNode { Style: ScalarStyle.Plain, Value: "" or "null" or "~" or null };

    private static bool IsScalar(Type type) =>
        type.IsEnum || type == typeof(string) || type == typeof(int) || type == typeof(double) || type == typeof(bool);

    private static IEnumerable<PropertyInfo> Settable(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite);

    private static IEnumerable<string> KnownKeys(Type type) =>
        Settable(type)
            .SelectMany(property =>
                property.GetCustomAttribute<FlattenAttribute>() is null
                    ? [Snake(property.Name)]
                    : KnownKeys(property.PropertyType)
            );

    private static string Wanted(ValidationAttribute rule) =>
        rule switch
        {
            RangeAttribute range => $"is not in {range.Minimum} … {range.Maximum}",
            LengthAttribute length => $"must have {length.MinimumLength} to {length.MaximumLength} elements",
            _ => rule.FormatErrorMessage("it"),
        };

    private static string Shown(object value) =>
        value is ICollection list ? $"a list of {list.Count}" : string.Create(CultureInfo.InvariantCulture, $"{value}");

    private static string Key(YamlNode node) => (node as YamlScalarNode)?.Value ?? "";

    private static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    private static string Join(string path, string key) =>
        path.Length == 0 ? key
        : key.Length == 0 ? path
        : $"{path}.{key}";
}
