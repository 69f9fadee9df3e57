using System.Collections;
using System.Reflection;
using System.Reflection.Emit;
using R1Code.Trainer.Recipes;

namespace R1Code.Trainer.Core.Tests.Recipes;

/// <summary>
/// Every key of a recipe is asked for somewhere outside of reading and checking recipes: an option that is read and ignored
/// fails here. The calls are found in the assembly's own code.
/// </summary>
public sealed class UsedOptionsTests
{
    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    [Fact]
    public void EveryKeyOfARecipe_IsUsed()
    {
        var used = typeof(Recipe)
            .Assembly.GetTypes()
            .Where(type => type.Namespace != typeof(Recipe).Namespace)
            .SelectMany(Methods)
            .SelectMany(CallsOf)
            .ToHashSet();
        var keys = OptionTypes()
            .SelectMany(type =>
                type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            )
            .Where(property => property.CanWrite && !used.Contains(property.GetMethod!))
            .Select(property => $"{property.DeclaringType!.Name}.{property.Name}");

        Assert.Empty(keys);
    }

    [Fact]
    public void Search_WouldFindAnUnusedKey()
    {
        var calls = Methods(typeof(UsedOptionsTests)).SelectMany(CallsOf).ToHashSet();

        Assert.Contains(typeof(Sample).GetProperty(nameof(Sample.Read))!.GetMethod!, calls);
        Assert.DoesNotContain(typeof(Sample).GetProperty(nameof(Sample.Ignored))!.GetMethod!, calls);
        Assert.Equal(1, new Sample(1, 2).Read);
    }

    private static HashSet<Type> OptionTypes()
    {
        var found = new HashSet<Type>();
        var waiting = new Queue<Type>([
            typeof(Recipe),
            .. typeof(StageOptions).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(StageOptions))),
        ]);
        while (waiting.TryDequeue(out var type))
        {
            if (type.IsEnum || type.Assembly != typeof(Recipe).Assembly || !found.Add(type))
            {
                continue;
            }

            foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            {
                var inner = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
                waiting.Enqueue(inner);
                if (inner.IsAssignableTo(typeof(IEnumerable)) && inner.IsGenericType)
                {
                    waiting.Enqueue(inner.GetGenericArguments()[^1]);
                }
            }
        }

        return found;
    }

    // What the compiler writes into a record reads all of its properties and uses none.
    private static IEnumerable<MethodBase> Methods(Type type) =>
        type.GetMembers(
                BindingFlags.Public
                    | BindingFlags.NonPublic
                    | BindingFlags.Instance
                    | BindingFlags.Static
                    | BindingFlags.DeclaredOnly
            )
            .OfType<MethodBase>()
            .Where(method =>
                method.Name is not ("Equals" or "GetHashCode" or "PrintMembers" or "ToString" or "Deconstruct")
            );

    private static IEnumerable<MethodBase> CallsOf(MethodBase method)
    {
        var body = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        var typeArguments = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        var arguments = method is { IsGenericMethod: true, IsConstructor: false } ? method.GetGenericArguments() : null;
        for (var at = 0; at < body.Length; )
        {
            var code = Codes[body[at] == 0xFE ? (short)(0xFE00 | body[at + 1]) : body[at]];
            at += code.Size;
            if (code.OperandType == OperandType.InlineMethod)
            {
                yield return method.Module.ResolveMethod(BitConverter.ToInt32(body, at), typeArguments, arguments)!;
            }

            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(body, at),
                _ => 4,
            };
        }
    }

    private sealed record Sample(int Read, int Ignored);
}
