using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var s = new Subject(); using (s.Subscribe(new Print("a"))) { s.Send(1); } s.Subscribe(new Print("b")); s.Send(2);
class Print(string n) : IObserver<int> { public void OnCompleted() { } public void OnError(Exception e) { } public void OnNext(int v) => Console.WriteLine(n + v); }
class Subject : IObservable<int> { readonly List<IObserver<int>> _o = []; public IDisposable Subscribe(IObserver<int> o) { _o.Add(o); return new Un(() => _o.Remove(o)); } public void Send(int v) { foreach (var o in _o.ToArray()) { o.OnNext(v); } } class Un(Action a) : IDisposable { public void Dispose() => a(); } }
