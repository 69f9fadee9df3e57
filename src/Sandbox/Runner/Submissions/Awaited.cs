using System.Reflection;
using System.Runtime.ExceptionServices;

namespace R1Code.Sandbox.Runner.Submissions;

/// <summary>Waits for what an asynchronous call returned.</summary>
internal static class Awaited
{
    /// <summary>The result of a task, or the value itself when it is none. A task without result gives null.</summary>
    public static object? ResultOf(object? value)
    {
        // A Task<Task<int>> is awaited once: the inner task is the value then, as in the source that was called.
        switch (value)
        {
            case null:
                return null;
            case Task task:
                task.GetAwaiter().GetResult();
                return ResultOfTask(task);
            case ValueTask task:
                task.GetAwaiter().GetResult();
                return null;
            default:
                var type = value.GetType();
                if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(ValueTask<>))
                {
                    return value;
                }

                return ResultOf(Invoke(type.GetMethod(nameof(ValueTask<int>.AsTask))!, value));
        }
    }

    private static object? ResultOfTask(Task task)
    {
        for (var type = task.GetType(); type is not null; type = type.BaseType)
        {
            if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(Task<>))
            {
                continue;
            }

            // An async method without result is a Task<VoidTaskResult> inside.
            return type.GetGenericArguments()[0].Name == "VoidTaskResult"
                ? null
                : Invoke(type.GetProperty(nameof(Task<int>.Result))!.GetMethod!, task);
        }

        return null;
    }

    private static object? Invoke(MethodInfo method, object target)
    {
        try
        {
            return method.Invoke(target, null);
        }
        catch (TargetInvocationException wrapped) when (wrapped.InnerException is { } inner)
        {
            ExceptionDispatchInfo.Throw(inner);
            throw;
        }
    }
}
