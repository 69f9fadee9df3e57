using Microsoft.CodeAnalysis;

namespace R1Code.Sandbox.Compiler.Calling;

/// <summary>How a row turns its expression into an object.</summary>
internal enum RowForm
{
    /// <summary>Boxed as it is.</summary>
    Value,

    /// <summary>Nothing comes back: the row gives null.</summary>
    Void,

    /// <summary>A span lives on the stack: its elements are copied.</summary>
    Copied,

    /// <summary>A task is waited for, its result boxed.</summary>
    Awaited,

    /// <summary>A task without a result is waited for.</summary>
    AwaitedVoid,
}

/// <summary>Finds the form of a row from the type of its expression.</summary>
internal static class RowForms
{
    /// <summary>The form; <see cref="RowForm.Value"/> where nothing is known of the type.</summary>
    public static RowForm Of(ITypeSymbol? type)
    {
        if (type is null)
        {
            return RowForm.Value;
        }

        if (type.SpecialType == SpecialType.System_Void)
        {
            return RowForm.Void;
        }

        if (type.IsRefLikeType)
        {
            return RowForm.Copied;
        }

        return type.OriginalDefinition.ToDisplayString() switch
        {
            "System.Threading.Tasks.Task" or "System.Threading.Tasks.ValueTask" => RowForm.AwaitedVoid,
            "System.Threading.Tasks.Task<TResult>" or "System.Threading.Tasks.ValueTask<TResult>" => RowForm.Awaited,
            _ => RowForm.Value,
        };
    }
}
