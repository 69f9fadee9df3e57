using System.Text;

namespace R1Code.Sandbox.Runner.Values;

/// <summary>The short name of a type as a person would write it: <c>Pair&lt;Int32,String&gt;</c>; anonymous types have none.</summary>
internal static class TypeName
{
    /// <summary>Builds the name. Namespaces are left out: a problem's expected value may be declared elsewhere.</summary>
    public static string Of(Type type)
    {
        var name = new StringBuilder();
        Append(name, type);
        return name.ToString();
    }

    private static void Append(StringBuilder name, Type type)
    {
        var tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        name.Append(
            type.Name.StartsWith("<>f__AnonymousType", StringComparison.Ordinal) ? ""
            : tick < 0 ? type.Name
            : type.Name[..tick]
        );
        if (!type.IsGenericType || name.Length == 0)
        {
            return;
        }

        name.Append('<');
        var arguments = type.GetGenericArguments();
        for (var i = 0; i < arguments.Length; i++)
        {
            if (i > 0)
            {
                name.Append(',');
            }

            Append(name, arguments[i]);
        }

        name.Append('>');
    }
}
