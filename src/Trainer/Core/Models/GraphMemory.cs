using System.Collections;
using System.Reflection;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Code.Trainer.Models;

/// <summary>
/// Lets go what TorchSharp keeps of our own functions in a graph for longer than anybody needs it. Left alone, every such
/// function holds a second block as large as its output, and its inputs and all slopes stay until the last handle of the loss is
/// gone: of a checkpointed step twice what checkpointing leaves. A graph of such functions serves one backward pass.
/// </summary>
internal static class GraphMemory
{
    [ThreadStatic]
    private static autograd.AutogradContext? _made;

    [ThreadStatic]
    private static List<Tensor>? _returned;

    /// <summary>Called by a function's forward pass, whose context is not to be had otherwise.</summary>
    public static void Enter(autograd.AutogradContext context) => _made = context;

    /// <summary>
    /// Called when the function just applied has given its output: the empty copy of it, which TorchSharp would give the backward
    /// pass if there were no slope, is freed. Ours always have one.
    /// </summary>
    public static T Left<T>(T output)
    {
        if (_made is { } context)
        {
            _made = null;
            var copies = OutputCopies(context);
            for (var i = 0; i < copies?.Count; i++)
            {
                (copies[i] as Tensor)?.Dispose();
                copies[i] = null;
            }
        }

        return output;
    }

    /// <summary>
    /// Called at the end of a function's backward pass: what was saved for it and the slopes it was given are not needed any
    /// more. What it returns the graph takes over as soon as it has returned, so those handles go with the next call.
    /// </summary>
    public static List<Tensor> Pass(
        autograd.AutogradContext context,
        IEnumerable<Tensor> given,
        params List<Tensor> slopes
    )
    {
        context.Dispose();
        foreach (var slope in given.Concat(_returned ?? []))
        {
            slope.Dispose();
        }

        _returned = [.. slopes.Where(slope => slope is not null)];
        return slopes;
    }

    // No public way leads there. Where a later TorchSharp keeps no such list there is nothing to free.
    private static IList? OutputCopies(autograd.AutogradContext context)
    {
        const BindingFlags hidden = BindingFlags.Instance | BindingFlags.NonPublic;
        var node = typeof(autograd.AutogradContext).GetField("_node", hidden)?.GetValue(context);
        return node?.GetType().GetField("_outputCache", hidden)?.GetValue(node) as IList;
    }
}
