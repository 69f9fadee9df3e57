using System.Reflection;
using System.Runtime.ExceptionServices;

namespace R1Code.Sandbox.Runner.Values;

/// <summary>The members that are an object's content: public instance properties and fields, by name.</summary>
internal static class Members
{
    /// <summary>Lists them in ordinal order of their names, so that declaration order does not matter.</summary>
    public static IReadOnlyList<Member> Of(Type type)
    {
        var members = new SortedDictionary<string, Member>(StringComparer.Ordinal);

        // From the most derived type up: a member that hides another stands for it.
        for (var level = type; level is not null && level != typeof(object); level = level.BaseType)
        {
            const BindingFlags own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;
            foreach (var property in level.GetProperties(own))
            {
                if (property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0)
                {
                    members.TryAdd(property.Name, new Member(property.Name, property));
                }
            }

            foreach (var field in level.GetFields(own))
            {
                members.TryAdd(field.Name, new Member(field.Name, field));
            }
        }

        return [.. members.Values];
    }
}

/// <summary>A property or field that can be read.</summary>
internal readonly record struct Member(string Name, MemberInfo Info)
{
    /// <summary>Its content in <paramref name="owner"/>; an exception of a getter passes through unwrapped.</summary>
    public object? Read(object owner)
    {
        try
        {
            return Info switch
            {
                PropertyInfo { PropertyType: { IsByRefLike: true } or { IsPointer: true } } =>
                    throw new ValueUnsupportedException(),
                PropertyInfo property => property.GetValue(owner),
                FieldInfo field => field.GetValue(owner),
                _ => null,
            };
        }
        catch (TargetInvocationException wrapped) when (wrapped.InnerException is { } inner)
        {
            ExceptionDispatchInfo.Throw(inner);
            throw;
        }
    }
}
